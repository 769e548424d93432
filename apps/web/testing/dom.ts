// What browsers have and jsdom lacks.
class NoObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

const fakes = {
  ResizeObserver: NoObserver,
  IntersectionObserver: NoObserver,
  IS_REACT_ACT_ENVIRONMENT: true,
};
Object.assign(globalThis, fakes);

Object.assign(HTMLMediaElement.prototype, {
  play: () => Promise.resolve(),
  pause: () => undefined,
  load: () => undefined,
});
Object.assign(Element.prototype, {
  hasPointerCapture: () => false,
  setPointerCapture: () => undefined,
  releasePointerCapture: () => undefined,
  scrollIntoView: () => undefined,
  scrollTo: () => undefined,
});
