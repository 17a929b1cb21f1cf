/** Places of templates: each quotes what is put there for what stands around it, and takes nothing prepared for another. */
import Handlebars from "handlebars";
import { describe, expect, it } from "vitest";
import { codeOfTemplate } from "../scripts/gen/template-code.ts";
import { type Language, withQuotedPlaces } from "../scripts/gen/template-places.ts";
import { typeOfValues } from "../scripts/gen/template-types.ts";
import { code, inCell, inText, markdown } from "../src/emit/markdown.ts";
import { shell, shellWords } from "../src/emit/shell.ts";
import { carry, each, isThere, type Place, type Template } from "../src/emit/template.ts";
import { UnwritableValue } from "../src/emit/unwritable-value.ts";
import { derived } from "../src/schema/value.ts";

function compiled(text: string, language: Language) {
  const program = withQuotedPlaces(Handlebars.parse(text), language);
  const called = { carry, each, isThere };
  const make = new Function(...Object.keys(called), `return ${codeOfTemplate(program)}`);
  const render: Template<unknown> = make(...Object.values(called));
  return { render, type: typeOfValues(program) };
}

const rendered = (text: string, language: Language, x: unknown) => compiled(text, language).render({ x });

describe("a script", () => {
  it("quotes words and parts of them, and lets comments end with their line", () => {
    expect(rendered("run {{x}} a/{{x}}\n", "sh", "a b")).toBe("run 'a b' a/'a b'\n");
    expect(rendered("run {{x}}; cd {{x}}/b\n", "sh", "")).toBe("run ; cd /b\n");
    expect(rendered("run {{x}}\n", "sh", "")).toBe("run ''\n");
    expect(rendered("run # {{x}}\n# {{x}}\n", "sh", "a\nrm -r '/'\\")).toBe(
      "run # a?rm -r '/'\n# a?rm -r '/'\n",
    );
    expect(() => rendered("run {{x}}\n", "sh", "a\nb")).toThrow(UnwritableValue);
  });
  it.each(['echo "{{x}}"', "echo '{{x}}'", "echo 'a' \"b {{x}}"])(
    "has no place within quotes: %s",
    (text) => {
      expect(() => compiled(text, "sh")).toThrow("line 1: a place may not stand within quotes");
    },
  );
  it("takes a command that was put together with the same care", () => {
    expect(rendered("{{x}}\n", "sh", shell`curl ${"a b"} -d ${shellWords(["c'd", "e"])}`)).toBe(
      "curl 'a b' -d 'c'\\''d' e\n",
    );
  });
});

describe("a unit", () => {
  it("quotes the words of a command, and takes percent signs for none anywhere", () => {
    expect(rendered("ExecStart=/bin/sh {{x}}\nDescription=a {{x}}\n", "service", 'a%n "b"')).toBe(
      'ExecStart=/bin/sh "a%%n \\"b\\""\nDescription=a a%%n "b"\n',
    );
  });
  it("has places in commands as whole words only", () => {
    expect(() => compiled("ExecStart=/bin/sh {{x}}/start.sh\n", "service")).toThrow("a word of its own");
    expect(() => compiled('ExecStart="{{x}}"\n', "service")).toThrow("a word of its own");
  });
  it.each(["a\nb", "a\rb", "a\u0000b", "a\u0085b", "a\u2028b", "a\ud800"])("takes no %j", (x) => {
    expect(() => rendered("ExecStart=/bin/sh {{x}}\n", "service", x)).toThrow(UnwritableValue);
    expect(() => rendered("Description={{x}}\n", "service", x)).toThrow(UnwritableValue);
  });
  it("knows where a value comes from that it cannot take", () => {
    const traced = derived("a\nb", "a test", []);
    const thrown = (() => {
      try {
        return rendered("Description={{x}}\n", "service", traced);
      } catch (error) {
        return error;
      }
    })();
    expect((thrown as UnwritableValue).origin).toBe(traced.origin);
  });
});

describe("a document", () => {
  it("tells text, code, tables, commands and comments in them apart", () => {
    expect(rendered("a {{x}}\n", "md", "*b* `c` d_e_f _g_ <h> [i] & |")).toBe(
      "a \\*b\\* \\`c\\` d_e_f \\_g\\_ \\<h> \\[i\\] \\& \\|\n",
    );
    expect(rendered("a `b {{x}}`\n", "md", "c`d")).toBe("a `` b c`d ``\n");
    expect(rendered("| `{{x}}` | {{x}} |\n", "md", "a|b")).toBe("| `a\\|b` | a\\|b |\n");
    expect(rendered("```sh\n# {{x}}\nrun {{x}}  # on {{x}}\n```\n", "md", "a b")).toBe(
      "```sh\n# a b\nrun 'a b'  # on a b\n```\n",
    );
    expect(rendered("```text\n{{x}}\n```\n{{x}}", "md", "a*b")).toBe("```text\na*b\n```\na\\*b");
    expect(() => rendered("```text\n{{x}}\n```\n", "md", "```")).toThrow(UnwritableValue);
  });
  it("takes marks that were put together with the same care", () => {
    const made = markdown`a ${"*"} ${code("b|c")}`;
    expect([inText(made), inCell(made)]).toEqual(["a \\* `b|c`", "a \\* `b\\|c`"]);
    expect(rendered("{{x}}\n", "md", made)).toBe("a \\* `b|c`\n");
  });
  it("has whole code spans", () => {
    expect(() => compiled("a `{{x}}", "md")).toThrow("a backquote is not closed");
    expect(() => compiled("`{{#if x}}a{{/if}}`", "md")).toThrow("a block may not stand between backquotes");
  });
});

it("a value that is missing is a mistake in cfgc", () => {
  expect(() => compiled("a {{x}}\n", "sh").render({})).toThrow("a template lacks a value");
});

describe("the code of a template", () => {
  const text = (template: string, values: unknown) => compiled(template, "md").render(values);
  it("says what depends on a value where that is there, and no empty list is", () => {
    const template = "{{#if x}}a{{else}}b{{/if}}{{#unless x}}c{{/unless}}";
    for (const x of ["a", 1, ["a"], true]) expect(text(template, { x })).toBe("a");
    for (const x of ["", 0, [], false, undefined]) expect(text(template, { x })).toBe("bc");
  });
  it("goes through lists, and out of them", () => {
    const x = [
      { y: ["a", "b"], z: "c" },
      { y: [], z: "d" },
    ];
    expect(
      text("{{#each x}}{{z}}{{#each y}}{{this}}{{../z}}{{../../o}}{{/each}}{{/each}}", { x, o: "e" }),
    ).toBe("caceb" + "ced");
    expect(text("{{#each x}}a{{/each}}", {})).toBe("");
  });
  it("knows the first and the last of a list, also within another", () => {
    const template =
      "{{#each x}}{{#each this}}{{#if @first}}({{/if}}{{this}}{{#unless @last}},{{/unless}}{{#if @../last}}!{{/if}}{{/each}}){{/each}}";
    expect(text(template, { x: [["a", "b"], ["c"]] })).toBe("(a,b)(c!)");
  });
  it("has no other blocks, values or partials", () => {
    const wrong = ["{{#with x}}{{/with}}", "{{#each x}}{{@index}}{{/each}}", "{{> x}}", "{{#if 1}}{{/if}}"];
    for (const one of wrong) expect(() => compiled(one, "md")).toThrow("templates have no");
    expect(() => compiled("{{#each x}}{{else}}a{{/each}}", "md")).toThrow("templates have no");
  });
});

it("the type of a template's values says what each place takes", () => {
  expect(
    compiled(
      "# {{a}}\n{{#each b}}\nrun {{c}} {{../a}}\n{{/each}}\n{{#if d}}\nrun {{d}}\n{{/if}}\n{{#if e.f}}\n{{/if}}\n",
      "sh",
    ).type,
  ).toBe(`{
  readonly a: (Place<"comment"> & Place<"shell">);
  readonly b: readonly ({
    readonly c: Place<"shell">;
  })[];
  readonly d: Place<"shell"> | undefined;
  readonly e: {
    readonly f: Condition;
  };
}`);
});

it("what was prepared for one place is of another type than what another takes", () => {
  const inShell = (place: Place<"shell">) => place;
  const inMarkdown = (place: Place<"markdown">) => place;
  const inUnit = (place: Place<"unitWord">) => place;
  inShell(shell`a`);
  inMarkdown(markdown`a`);
  // @ts-expect-error Markdown is no word of a command
  inShell(markdown`a`);
  // @ts-expect-error a command is no Markdown
  inMarkdown(shell`a`);
  // @ts-expect-error a word that is quoted for a shell is not quoted for systemd
  inUnit(shell`a`);
  // @ts-expect-error a missing value is none
  inShell(undefined);
});
