// Charts and tables are as wide as the screen was when they were drawn, and a page of paper is narrower: before
// printing each gets the factor that makes it fit, which styles.css uses on paper only.
(() => {
  if (window.rapportPrinting) return;
  window.rapportPrinting = true;
  const PAPER = 690; // CSS pixels between the margins of A4; Letter is wider
  const WIDE = '[data-testid="stPlotlyChart"], [data-testid="stDataFrame"]';
  window.addEventListener("beforeprint", () => {
    for (const drawn of document.querySelectorAll(WIDE)) {
      drawn.style.setProperty("--on-paper", Math.min(1, PAPER / drawn.offsetWidth));
    }
  });
})();
