// Small comforts only: every page works the same without this file.
(() => {
  "use strict";

  // The list of errors is read out first, by eye and by screen reader.
  const summary = document.querySelector("[data-focus]");
  if (summary) summary.focus();

  // A slow network makes people press twice; the server also refuses the second one.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    const button = event.submitter;
    if (button) button.setAttribute("aria-disabled", "true");
    setTimeout(() => free(form), 10000);
  });

  // Coming back with the back button shows a form that can be sent again.
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(free));

  function free(form) {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
  }

  // The service worker starts after the page is there, so that it costs the first page nothing.
  const worker = navigator.serviceWorker;
  const language = document.documentElement.lang;
  if (worker) {
    window.addEventListener("load", async () => {
      try {
        await worker.register("/sw.js");
        (await worker.ready).active.postMessage(language);
      } catch {
        // Without it the site works as before, with a network.
      }
    });
    worker.addEventListener("message", ({ data }) => say(data.say, data.at));
    worker.startMessages();
  }

  // What the worker has to say stands ready in the page without network, which is kept here.
  async function say(what, at) {
    document.querySelectorAll("form[data-sent]").forEach(free);
    const kept = await caches.match("/khong-co-mang/" + language, { ignoreVary: true });
    if (!kept) return;
    const words = new DOMParser().parseFromString(await kept.text(), "text/html");
    const notice = words.querySelector(`[data-say="${what}"]`);
    const time = notice.querySelector("time");
    if (time && at) time.textContent = new Date(at).toLocaleString("vi-VN", { dateStyle: "short", timeStyle: "short" });
    document.querySelectorAll("[data-say]").forEach((old) => old.remove());
    notice.hidden = false;
    document.querySelector("main .wrap:last-child").prepend(notice);
    notice.scrollIntoView({ block: "center" });
    notice.focus({ preventScroll: true });
  }

  // <button type="button" hidden data-share> appears where the phone can share, or copies the link.
  document.querySelectorAll("[data-share]").forEach((button) => {
    if (!navigator.share && !navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const page = { title: document.title, url: button.dataset.share || location.href };
      try {
        if (navigator.share) await navigator.share(page);
        else {
          await navigator.clipboard.writeText(page.url);
          if (button.dataset.copied) button.textContent = button.dataset.copied;
        }
      } catch {
        // Closing the share sheet is no error.
      }
    });
  });

  // 'Nghe trang này' appears only where the phone has a voice for the page's language.
  const listen = document.querySelector("[data-listen]");
  const speech = window.speechSynthesis;
  if (listen && speech) {
    const words = listen.querySelector("span");
    const labels = [words.textContent, listen.dataset.listen];
    const label = (reading) => { words.textContent = labels[Number(reading)]; };
    const voiceOf = (code) => speech.getVoices().find((voice) => voice.lang.toLowerCase().startsWith(code));
    const show = () => { listen.hidden = !voiceOf(language); };
    show();
    speech.addEventListener("voiceschanged", show);
    listen.addEventListener("click", () => {
      const reading = words.textContent === labels[1];
      speech.cancel();
      label(!reading);
      if (reading) return;
      const parts = passages().filter(([code]) => voiceOf(code));
      parts.forEach(([code, text], index) => {
        const said = new SpeechSynthesisUtterance(text);
        said.lang = code;
        said.voice = voiceOf(code);
        if (index === parts.length - 1) said.onend = () => label(false);
        speech.speak(said);
      });
    });
    window.addEventListener("pagehide", () => speech.cancel());
  }

  // [[language, sentence]] of what the page shows: short pieces, long ones stop midway in some browsers.
  function passages() {
    const found = [];
    const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    let last;
    while (walker.nextNode()) {
      const { parentElement: holder, data } = walker.currentNode;
      if (!data.trim() || holder.closest("svg, select, textarea, .listen, .print-only") || !holder.checkVisibility()) continue;
      const code = holder.closest("[lang]").lang;
      const block = holder.closest("h1, h2, h3, p, li, dt, dd, th, td, label, legend, summary, button");
      if (last && last.block === block && last.code === code) last.text += data;
      else found.push((last = { block, code, text: data }));
    }
    return found.flatMap(({ code, text }) =>
      (text.replace(/\s+/g, " ").match(/.{1,180}(?:[.!?;។]|\s|$)|\S+/g) || []).map((piece) => [code, piece]));
  }

  // <button type="button" hidden data-print>
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
})();
