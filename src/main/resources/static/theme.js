// Runs before the first paint, so that the page never flashes in the other theme.
(function () {
  "use strict";
  var chosen = null;
  try { chosen = localStorage.getItem("postern-theme"); } catch (denied) { chosen = null; }
  var dark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.setAttribute("data-bs-theme", dark ? "dark" : "light");
})();
