"use strict";

document.querySelectorAll("[data-read-into]").forEach((file) => file.addEventListener("change", async () => {
  const text = document.querySelector(file.dataset.readInto);
  if (file.files.length === 1) {
    text.value = await file.files[0].text();
    text.focus();
  }
}));
