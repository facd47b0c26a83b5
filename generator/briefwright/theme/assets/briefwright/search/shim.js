// Stands in for Worker on pages opened from a file: browsers refuse workers there, but not a hidden frame.
(function () {
  "use strict";
  if (location.protocol !== "file:") return;

  const scriptInto = (frame, address) =>
    new Promise((done, failed) => {
      const script = frame.contentDocument.createElement("script");
      // Scripts asked for together load together, and run in the order in which they were asked for.
      script.async = false;
      script.src = address;
      script.onload = () => (script.remove(), done());
      script.onerror = () => (script.remove(), failed(new Error(`${address} cannot be read`)));
      frame.contentDocument.documentElement.append(script);
    });

  self.Worker = class extends EventTarget {
    constructor(address) {
      super();
      const source = new URL(address, document.baseURI).href;
      const frame = document.createElement("iframe");
      frame.hidden = true;
      frame.title = "Search";
      this.frame = frame;
      // Some browsers fire `load` while the frame is being put in, others later, with a new window.
      this.begun = new Promise((begun) => frame.addEventListener("load", begun, { once: true })).then(() => {
        const inside = frame.contentWindow;
        inside.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
        // Unlike a worker's own, this one returns a promise: whoever calls it has to wait.
        inside.importScripts = (...files) =>
          Promise.all(files.map((file) => scriptInto(frame, new URL(file, source).href)));
        return scriptInto(frame, source);
      });
      this.begun.catch((error) => this.dispatchEvent(new ErrorEvent("error", { message: error.message })));
      (document.body || document.documentElement).append(frame);
    }

    postMessage(data) {
      this.begun.then(
        () => this.frame.contentWindow.dispatchEvent(new MessageEvent("message", { data })),
        () => {},
      );
    }

    terminate() {
      this.frame.remove();
    }
  };
})();
