// The redaction editor, made quicker: words are added by selecting them in the text, and the preview
// follows every choice. The server renders all of it; without this file buttons do the same.
"use strict";

(() => {
  const PARTS = ["redaction-problems", "redaction-rows", "redaction-preview", "approve-buttons"];
  const PAUSE = 150;
  const byId = (id) => document.getElementById(id);
  const editor = byId("redaction");
  const source = byId("words-as-sent");
  const form = byId("approve");
  if (!editor || !source || !form) {
    return;
  }
  const adding = editor.querySelector(".add");
  const words = byId("words");
  const at = byId("words-at");
  const status = byId("redaction-status");
  let bySelection = false;
  let pressedInside = false;
  let asked = null;
  let waiting = 0;
  let native = false;

  for (const hint of editor.querySelectorAll(".with-script")) {
    hint.hidden = false;
  }

  // The server counts code points; strings here are UTF-16. Tags in the text are no part of it.
  const lengthOf = (text) => Array.from(text).length;

  function textOf(range) {
    const copy = range.cloneContents();
    copy.querySelectorAll(".tag").forEach((tag) => tag.remove());
    return copy.textContent;
  }

  function picked() {
    const selection = document.getSelection();
    if (selection.rangeCount === 0 || selection.isCollapsed) {
      return null;
    }
    const range = selection.getRangeAt(0);
    if (!source.contains(range.commonAncestorContainer)) {
      return null;
    }
    const text = textOf(range);
    const shown = text.trim();
    if (shown === "") {
      return null;
    }
    const before = document.createRange();
    before.setStart(source, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const start = lengthOf(textOf(before)) + lengthOf(text.slice(0, text.indexOf(shown)));
    return { text: shown, start, end: start + lengthOf(shown) };
  }

  document.addEventListener("pointerdown", (event) => {
    pressedInside = adding.contains(event.target);
  });

  document.addEventListener("selectionchange", () => {
    const found = picked();
    if (found) {
      editor.open = true;
      words.value = found.text.replace(/\s+/gu, " ").slice(0, words.maxLength);
      at.value = `${found.start}-${found.end}`;
      bySelection = true;
    } else if (bySelection && !pressedInside && !adding.contains(document.activeElement)) {
      forget();
    }
  });

  function forget() {
    words.value = "";
    at.value = "";
    bySelection = false;
  }

  words.addEventListener("input", () => {
    at.value = "";
    bySelection = false;
  });

  editor.addEventListener("change", (event) => {
    if (event.target.name === "mask" || event.target.name.startsWith("style-")) {
      clearTimeout(waiting);
      waiting = setTimeout(refresh, PAUSE);
    }
  });

  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (native || !button || !button.hasAttribute("formaction")) {
      return;
    }
    event.preventDefault();
    refresh(button);
  });

  // Ask the server for the page with these choices, and take over what differs. Typed words go along
  // only when a button was pressed; if that fails, the button does its work without this file.
  async function refresh(button) {
    clearTimeout(waiting);
    asked?.abort();
    const mine = new AbortController();
    asked = mine;
    const fields = new URLSearchParams(new FormData(form));
    if (!button) {
      fields.delete("words");
      fields.delete("at");
    }
    status.textContent = editor.dataset.waiting;
    try {
      const answer = await fetch(editor.dataset.preview, {
        method: "POST",
        body: fields,
        signal: mine.signal,
      });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!mine.signal.aborted) {
        takeOver(page, Boolean(button));
      }
    } catch (error) {
      if (mine.signal.aborted) {
        return;
      }
      status.textContent = editor.dataset.failed;
      if (button) {
        native = true;
        form.requestSubmit(button);
      }
    }
  }

  function takeOver(page, typed) {
    const revision = (root) => root.querySelector("input[name=revision]")?.value;
    if (revision(page) !== revision(document)) {
      throw new Error("another text, or no editor");
    }
    PARTS.forEach((id) => replace(byId(id), page.getElementById(id)));
    status.textContent = page.getElementById("redaction-status").textContent;
    if (typed) {
      if (picked()) {
        document.getSelection().removeAllRanges(); // Or it would be taken for another wish.
      }
      forget();
      words.value = page.getElementById("words").value;
    }
  }

  // What is the same stays, so that nothing closes or loses its place under a moderator's hands.
  const signature = (part) =>
    part.textContent + Array.from(part.querySelectorAll("[name=shown]"), (one) => one.value);

  function replace(old, fresh) {
    if (old.id === "redaction-rows" && signature(old) === signature(fresh)) {
      return;
    }
    const focused = document.activeElement?.id;
    old.replaceChildren(...document.importNode(fresh, true).childNodes);
    if (focused && document.activeElement?.id !== focused) {
      byId(focused)?.focus();
    }
  }
})();
