// Folding and splitting: a text becomes the words that are searched for, by the rules that search/fold.py shares.
(function (inner) {
  "use strict";

  const LONGEST = 64;
  const DROPPED = new RegExp(
    "[\\u00ad\\u0300-\\u036f\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7\\u0610-\\u061a\\u061c" +
      "\\u0640\\u064b-\\u065f\\u0670\\u06d6-\\u06dc\\u06df-\\u06e8\\u06ea-\\u06ed\\u180b-\\u180f\\u200b-\\u200f" +
      "\\u202a-\\u202e\\u2060-\\u206f\\u20d0-\\u20ff\\ufe00-\\ufe0f\\ufeff\\u{e0000}-\\u{e0fff}]",
    "gu");
  const LETTERS = new Map([
    ["ß", "ss"], ["ł", "l"], ["ø", "o"], ["æ", "ae"], ["œ", "oe"], ["đ", "d"], ["ð", "d"], ["þ", "th"], ["ı", "i"],
    ["ς", "σ"], ["ى", "ي"], ["ة", "ه"], ["ٱ", "ا"], ["ی", "ي"], ["ک", "ك"],
    ["ך", "כ"], ["ם", "מ"], ["ן", "נ"], ["ף", "פ"], ["ץ", "צ"],
  ]);
  for (const zero of [0x660, 0x6f0, 0x966, 0x9e6, 0xe50]) {
    for (let n = 0; n < 10; n++) LETTERS.set(String.fromCharCode(zero + n), String(n));
  }
  for (let code = 0x2b9; code < 0x2c0; code++) LETTERS.set(String.fromCharCode(code), " ");
  const SPECIAL = new RegExp("[" + [...LETTERS.keys()].join("") + "]", "g");
  const PAIRED =
    "\\u0e01-\\u0e3a\\u0e40-\\u0e4e\\u3005-\\u3007\\u3021-\\u3029\\u3038-\\u303c\\u3041-\\u309f\\u30a1-\\u30fa" +
    "\\u30fc-\\u30ff\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\u{1b000}-\\u{1b16f}\\u{20000}-\\u{3fffd}";
  const RUNS = new RegExp("([" + PAIRED + "]+)|(?:(?![" + PAIRED + "])[\\p{L}\\p{N}\\p{M}])+", "gu");
  const IS_PAIRED = new RegExp("^[" + PAIRED + "]+$", "u");
  const ARTICLE = /^(?:[وبكف]ال|لل|ال)(?=.{3})/u;
  const BEYOND_ASCII = /[^\x00-\x7f]/;
  const ASCII_WORD = /[a-z0-9]+/g;
  // A run of plain letters, or one other character with what is combined with it.
  const CLUSTER = /[\x00-\x7f]+|[^\x00-\x7f][\p{M}\u1160-\u11ff\uff9e\uff9f]*/gsu;

  function fold(text) {
    // Lower-casing by the string knows one rule of context, the final sigma, which the table undoes.
    return text.normalize("NFKD").replace(DROPPED, "").toLowerCase().replace(SPECIAL, (c) => LETTERS.get(c))
      .normalize("NFC");
  }

  function cut(word) {
    return word.length > LONGEST ? [...word.slice(0, 2 * LONGEST)].slice(0, LONGEST).join("") : word;
  }

  // Calls take(word, start, end) for the words of a folded text; places are those of the folded text.
  function split(folded, take) {
    for (const run of folded.matchAll(RUNS)) {
      const end = run.index + run[0].length;
      if (run[1] === undefined) {
        take(cut(run[0].replace(ARTICLE, "")), run.index, end);
        continue;
      }
      let at = run.index;
      const letters = [...run[1]];
      for (let i = 0; i < letters.length; i++) {
        const pair = letters[i] + (letters[i + 1] || "");
        take(pair, at, at + pair.length);
        at += letters[i].length;
      }
    }
  }

  // The words of a text, in order, as the index has them.
  inner.words = function (text) {
    text = String(text);
    if (!BEYOND_ASCII.test(text)) return (text.toLowerCase().match(ASCII_WORD) || []).map(cut);
    const found = [];
    split(fold(text), (word) => found.push(word));
    return found;
  };

  // The words of a text with their places in it: [{word, start, end}, …].
  inner.wordPlaces = function (text) {
    const found = [];
    if (!BEYOND_ASCII.test(text)) {
      for (const match of text.toLowerCase().matchAll(ASCII_WORD)) {
        found.push({ word: cut(match[0]), start: match.index, end: match.index + match[0].length });
      }
      return found;
    }
    let folded = "";
    const starts = [];
    const ends = [];
    for (const cluster of text.matchAll(CLUSTER)) {
      const plain = cluster[0].charCodeAt(0) < 128;
      const part = plain ? cluster[0].toLowerCase() : fold(cluster[0]);
      // An accent that was dropped still belongs to the letter before it.
      if (!part && ends.length) ends[ends.length - 1] = cluster.index + cluster[0].length;
      for (let i = 0; i < part.length; i++) {
        starts.push(plain ? cluster.index + i : cluster.index);
        ends.push(plain ? cluster.index + i + 1 : cluster.index + cluster[0].length);
      }
      folded += part;
    }
    split(folded, (word, start, end) => found.push({ word, start: starts[start], end: ends[end - 1] }));
    return found;
  };

  // Whether a word is made of characters of a script that is indexed by pairs.
  inner.isPaired = (word) => IS_PAIRED.test(word);
})(((self.Briefwright ||= {}).inner ||= {}));
