"use strict";

(() => {
  document.querySelectorAll("form.filter-bar").forEach((form) => form.addEventListener("submit", () => {
    form.querySelectorAll("input, select").forEach((field) => { field.disabled = field.value === ""; });
    form.querySelectorAll(".filter-pair").forEach((pair) => { pair.firstElementChild.disabled = pair.lastElementChild.disabled; });
  }));
  addEventListener("pageshow", () =>
    document.querySelectorAll("form.filter-bar [disabled]").forEach((field) => { field.disabled = false; }));

  const canvas = document.querySelector("canvas[data-chart]");
  if (!canvas || typeof Chart === "undefined") {
    return;
  }
  const moment = (seconds) => new Date(seconds * 1000).toISOString().replace(".000", "");
  const stretches = JSON.parse(canvas.dataset.chart).map(([label, first, second, incomplete, start, end]) =>
    ({ label, first, second, incomplete, since: moment(start), until: moment(end) }));
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const open = (first, last) => {
    const link = new URL(canvas.dataset.link, location.href);
    link.searchParams.delete("period");
    link.searchParams.set("since", stretches[first].since);
    link.searchParams.set("until", stretches[last].until);
    [...link.searchParams.entries()].filter(([, value]) => value === "").forEach(([name]) => link.searchParams.delete(name));
    location.assign(link);
  };

  const shade = {
    id: "shade",
    beforeDatasetsDraw: (chart) => {
      const { top, bottom } = chart.chartArea;
      const width = chart.scales.x.width / stretches.length;
      chart.ctx.fillStyle = colour("--warn-bg");
      stretches.forEach((stretch, i) => {
        if (stretch.incomplete) {
          chart.ctx.fillRect(chart.scales.x.getPixelForValue(i) - width / 2, top, width, bottom - top);
        }
      });
    }
  };

  const draw = () => new Chart(canvas, {
    type: "bar",
    plugins: [shade],
    data: {
      labels: stretches.map((stretch) => stretch.label),
      datasets: [
        { label: canvas.dataset.first, data: stretches.map((stretch) => stretch.first), backgroundColor: colour("--ok") },
        { label: canvas.dataset.second, data: stretches.map((stretch) => stretch.second), backgroundColor: colour("--bad") }
      ]
    },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      interaction: { mode: "index", intersect: false },
      plugins: {
        legend: { display: false },
        tooltip: { callbacks: { footer: ([item]) => stretches[item.dataIndex].incomplete ? canvas.dataset.incomplete : "" } }
      },
      scales: {
        x: { stacked: true, grid: { display: false }, ticks: { color: colour("--tblr-secondary-color"), maxRotation: 0, autoSkipPadding: 12 } },
        y: { stacked: true, beginAtZero: true, grid: { color: colour("--tblr-border-color") }, ticks: { color: colour("--tblr-secondary-color"), precision: 0, maxTicksLimit: 5 } }
      }
    }
  });

  let chart = draw();
  new MutationObserver(() => {
    chart.destroy();
    chart = draw();
  }).observe(document.documentElement, { attributes: true, attributeFilter: ["data-bs-theme"] });

  const stretchAt = (event) =>
    Math.min(Math.max(chart.scales.x.getValueForPixel(event.clientX - canvas.getBoundingClientRect().left), 0), stretches.length - 1);
  let start = null;
  canvas.addEventListener("pointerdown", (event) => { start = stretchAt(event); });
  canvas.addEventListener("pointerup", (event) => {
    if (start !== null) {
      const end = stretchAt(event);
      open(Math.min(start, end), Math.max(start, end));
    }
    start = null;
  });
})();
