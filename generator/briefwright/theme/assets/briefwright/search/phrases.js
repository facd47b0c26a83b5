// Phrases: whether the words of a phrase stand side by side in a text that a reader sees on a card.
(function (inner) {
  "use strict";

  // All texts of a card: title, names, passages and their labels.
  function texts(card) {
    const names = [...(card.a || []), ...(card.o ? [card.o] : [])].map(([, name]) => name);
    return [card.t, ...names, ...card.x.flatMap(([, text, label]) => [text, label])];
  }

  function stands(words, phrase, at) {
    return phrase.every((word, i) => {
      const there = words[at + i];
      // The last character of a phrase in pairs goes on in the text.
      const open = i === phrase.length - 1 && inner.isPaired(word) && there !== undefined;
      return there === word || (open && there.startsWith(word));
    });
  }

  // Whether a card has all phrases, each in one of its texts.
  inner.hasPhrases = function (card, phrases) {
    const split = texts(card).map((text) => inner.words(text));
    return phrases.every((phrase) =>
      split.some((words) => words.some((word, at) => word === phrase[0] && stands(words, phrase, at))));
  };
})(((self.Briefwright ||= {}).inner ||= {}));
