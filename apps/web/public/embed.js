// One line on any page: <script async src="https://HOUSE/embed.js"></script><proscenium-show show="ID"></proscenium-show>
(() => {
  const house = new URL(document.currentScript.src).origin;

  class ProsceniumShow extends HTMLElement {
    static observedAttributes = ['show', 'lang'];

    connectedCallback() {
      this.#draw();
    }

    attributeChangedCallback() {
      if (this.isConnected) this.#draw();
    }

    #draw() {
      const show = this.getAttribute('show');
      if (!show) return;
      const frame = document.createElement('iframe');
      const language = this.getAttribute('lang');
      frame.src = `${house}/embed/${encodeURIComponent(show)}${language ? `?lang=${encodeURIComponent(language)}` : ''}`;
      frame.title = this.getAttribute('title') ?? 'Live show';
      frame.allow = 'autoplay; fullscreen; picture-in-picture';
      frame.allowFullscreen = true;
      Object.assign(frame.style, { border: '0', width: '100%', aspectRatio: '16 / 9', display: 'block' });
      Object.assign(this.style, { display: 'block' });
      this.replaceChildren(frame);
    }
  }

  if (!customElements.get('proscenium-show')) customElements.define('proscenium-show', ProsceniumShow);
})();
