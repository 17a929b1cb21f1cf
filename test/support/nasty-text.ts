/** Texts that a writer of YAML may get wrong: words of other types, indicators, breaks, characters nobody sees. */
import fc from "fast-check";

export const nastyTexts: readonly string[] = [
  ..."yes no on off true false null ~ y n Yes NO On OFF True FALSE Null NULL = << --- ... ? - : | > # & * ! % @ `".split(
    " ",
  ),
  ..."0 00 010 0o17 0x1F 0b101 1_000 123456 -1 +1 1e3 1.5e+3 1.5e3 .5 5. 1.5 -.inf .nan 12:30 1:2:3 12:30.5".split(
    " ",
  ),
  ..."2024-01-01 2024-01-01T00:00:00Z 2024-13-45 ******** *a &a &a=b !a !!str %a @a `a {a [a ]a }a |a >a 'a \"a ,a #a".split(
    " ",
  ),
  ..."a:b a#b a:: :a a: -a ?a 'a' \"a\" a'b a\"b a\\nb \\ \\x41 $HOME ${HOME} {{a}} <<a a=b 10.10.10.5:8086 1:20 root@oms#obcluster".split(
    " ",
  ),
  "",
  " ",
  " a",
  "a ",
  "a: b",
  "a #b",
  "a - b",
  "- a",
  "? a",
  "a\nb",
  "a\n",
  "\na",
  "a\r\nb",
  "a\tb",
  "\t",
  "a\u0000b",
  "\u0007",
  "\u001b[31m",
  "\u007f",
  "\u0085",
  "a\u0085b",
  "\u00a0a",
  "\u00ad",
  "a\u2028b",
  "\u2029",
  "\u200b",
  "\u202e",
  "\u3000",
  "\ufeffa",
  "\ufffe",
  "\uffff",
  "安徽",
  "é",
  "😀",
  "a\ud800",
  "\udfff",
  "x".repeat(500),
  "word ".repeat(100),
];

export const nastyText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...nastyTexts),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.string({
    unit: fc.constantFrom(..."0123456789_:.-+eExob~ #'\"\\&*!%@`{}[]|>,?\n\t\u0085"),
    maxLength: 8,
  }),
  fc.tuple(fc.constantFrom(...nastyTexts), fc.constantFrom(...nastyTexts)).map(([a, b]) => a + b),
);
