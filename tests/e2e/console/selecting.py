"""Select words of a post in a page, as a moderator does with a mouse."""

SELECT = """([words, nth]) => {
  const walker = document.createTreeWalker(
    document.getElementById("words-as-sent"), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    let at = -1;
    for (let count = 0; count <= nth; count += 1) {
      at = node.data.indexOf(words, at + 1);
    }
    if (at >= 0) {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + words.length);
      document.getSelection().removeAllRanges();
      document.getSelection().addRange(range);
      return;
    }
  }
  throw new Error("not in the text");
}"""
"""Takes the words, and which occurrence of them in one text node, from 0."""
