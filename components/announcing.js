// A screen reader says a page's answer when it becomes another one, and what work beside the page has come to.
// Streamlit keeps these containers from run to run and only fills them anew, so the role stays.
(() => {
  if (window.rapportAnnouncing) return;
  window.rapportAnnouncing = true;
  const SAID = '.st-key-page_header, [class*="st-key-announced_"]';
  const mark = () => {
    for (const part of document.querySelectorAll(SAID)) part.setAttribute("role", "status");
  };
  new MutationObserver(mark).observe(document.body, { childList: true, subtree: true });
  mark();
})();
