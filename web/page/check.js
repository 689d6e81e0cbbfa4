// Whether this browser can run the page; in the oldest JavaScript, so that old browsers can say so. It leaves one word behind, as the document's state.
(function () {
  var root = document.documentElement;
  var able = false;
  try {
    able = typeof WebAssembly === 'object' && typeof WebAssembly.compile === 'function' && typeof DecompressionStream === 'function' &&
      typeof Worker === 'function' && typeof Blob === 'function' && typeof Blob.prototype.arrayBuffer === 'function' && typeof File === 'function' &&
      typeof File.prototype.slice === 'function' && typeof URL === 'function' && typeof URL.createObjectURL === 'function' &&
      typeof Array.prototype.at === 'function' && typeof Object.hasOwn === 'function' && typeof Element.prototype.replaceChildren === 'function';
    // What an old browser cannot do is refused only when it is tried.
    if (able) {
      new DecompressionStream('gzip');
      var url = URL.createObjectURL(new Blob([''], { type: 'text/javascript' }));
      new Worker(url).terminate();
      URL.revokeObjectURL(url);
    }
  } catch (e) { able = false; }
  function unable() {
    root.setAttribute('data-state', 'unsupported');
    var told = document.getElementById('unsupported');
    if (told) told.removeAttribute('hidden');
  }
  root.setAttribute('data-state', able ? 'loading' : 'unsupported');
  // The page's own program says that it runs; where it cannot even be read, nobody does.
  window.addEventListener('load', function () {
    if (!able || root.getAttribute('data-live') === null) unable();
  });
})();
