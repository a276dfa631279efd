/**
 * Ant Design writes its CSS into `<style>` elements, which a Content-Security-Policy without 'unsafe-inline' forbids.
 * So it gets a container outside of the document, where nothing is applied or checked, and what it writes there is
 * mirrored into one constructed style sheet, which the policy allows.
 * @returns the container for Ant Design's `StyleProvider`
 */
export function mirroredStyleContainer(document: Document): Element {
  const container = document.createElement('div');
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets.unshift(sheet);
  const mirror = () => {
    const css = Array.from(container.children, (style) => style.textContent ?? '').join('\n');
    sheet.replaceSync(css);
  };
  new MutationObserver(mirror).observe(container, { childList: true, subtree: true, characterData: true });
  return container;
}
