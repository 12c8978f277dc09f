// The page without network: try again, and what is kept on this phone.
(async () => {
  "use strict";
  const again = document.querySelector("[data-again]");
  again.hidden = false;
  again.addEventListener("click", () => location.reload());

  const list = document.querySelector("[data-kept]");
  const found = [];
  for (const name of await caches.keys()) {
    if (!name.startsWith("own-")) continue;
    const copies = await caches.open(name);
    for (const request of await copies.keys()) {
      const copy = await copies.match(request, { ignoreVary: true });
      const page = new DOMParser().parseFromString(await copy.text(), "text/html");
      found.unshift([request.url, page.querySelector("h1").textContent.trim(), copy.headers.get("Date")]);
    }
  }
  if (!found.length) return;
  const row = list.querySelector("template").content;
  for (const [address, title, at] of found) {
    const item = row.cloneNode(true);
    const link = item.querySelector("a");
    link.href = address;
    link.textContent = title;
    item.querySelector("time").textContent = new Date(at).toLocaleString("vi-VN", { dateStyle: "short", timeStyle: "short" });
    list.append(item);
  }
  document.querySelector("[data-none]").hidden = true;
})();
