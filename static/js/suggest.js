// Suggestions under a search box while typing. Without this file the box works all the same.
document.querySelectorAll("[data-suggest]").forEach((box) => {
  "use strict";
  const input = box.querySelector("input");
  const list = document.createElement("ul");
  list.className = "suggestions";
  list.setAttribute("aria-live", "polite");
  let timer, asked;

  const show = (found) => {
    list.replaceChildren(...found.map(({ text, kind, url }) => {
      const item = document.createElement("li");
      const link = item.appendChild(document.createElement("a"));
      link.href = url;
      link.append(text + " ");
      link.appendChild(document.createElement("span")).append(kind);
      return item;
    }));
    if (found.length) input.after(list);
    else list.remove();
  };

  const ask = async () => {
    const typed = (asked = input.value.trim());
    try {
      const answer = typed.length > 1 ? await fetch(box.dataset.suggest + "?q=" + encodeURIComponent(typed)) : null;
      const found = answer && answer.ok ? await answer.json() : [];
      if (typed === asked) show(found);
    } catch {
      show([]);
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 250);
  });
  box.addEventListener("keydown", (event) => event.key === "Escape" && show([]));
  box.addEventListener("focusout", (event) => box.contains(event.relatedTarget) || setTimeout(show, 200, []));
});
