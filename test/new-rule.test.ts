/** `npm run new-rule` and the generated lists: a rule that has a file is run. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { ruleFolders, ruleLists } from "../scripts/gen/rule-lists.ts";
import { newRule } from "../scripts/gen/rule-skeleton.ts";
import type { Rule } from "../src/rules/rule.ts";

it("lists the rules of every folder, and each list is as it is generated", () => {
  expect(ruleFolders().map(({ list }) => list)).toEqual([
    "src/rules/all-rules.ts",
    "src/products/dolphindb/rules/dolphindb-rules.ts",
    "src/products/horaedb/rules/horaedb-rules.ts",
    "src/products/oms/rules/oms-rules.ts",
  ]);
  for (const [list, text] of ruleLists()) expect(readFileSync(list, "utf8")).toBe(text);
  expect(ruleLists()[0]?.[1]).toContain('import { portClash } from "./port-clash.ts";\n');
});

it("lists a new rule as soon as it has a file, and only if it is called after it", () => {
  const { path, text } = newRule("port-odd");
  expect(path).toBe("src/rules/port-odd.ts");
  const folder = mkdtempSync(join(tmpdir(), "cfgc-rules-"));
  const list = { ...ruleFolders()[0], folder, list: join(folder, "list.ts") } as never;
  try {
    writeFileSync(join(folder, "port-odd.ts"), text);
    expect(ruleLists([list])[0]?.[1]).toContain('import { portOdd } from "./port-odd.ts";\n');
    expect(ruleLists([list])[0]?.[1]).toContain("  portOdd,\n");
    writeFileSync(join(folder, "port-even.ts"), text);
    expect(() => ruleLists([list])).toThrow(
      "port-even.ts must define one rule, portEven, and defines portOdd",
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it("puts a rule into the room of its subject where a product has rooms, and lists it by its own name", () => {
  const { path, text } = newRule("horaedb/server/port-odd");
  expect(path).toBe("src/products/horaedb/rules/server/port-odd.ts");
  expect(text).toContain('import { defineRule } from "../../../../rules/rule.ts";\n');
  const folder = mkdtempSync(join(tmpdir(), "cfgc-rules-"));
  const list = {
    ...ruleFolders()[2],
    folder,
    rooms: ["odd", "server"],
    list: join(folder, "list.ts"),
  } as never;
  try {
    for (const [room, name, constant] of [
      ["odd", "port-odd", "portOdd"],
      ["server", "port-even", "portEven"],
    ] as const) {
      mkdirSync(join(folder, room));
      writeFileSync(join(folder, room, `${name}.ts`), text.replace("portOdd", constant));
    }
    expect(ruleLists([list])[0]?.[1]).toContain('import { portEven } from "./server/port-even.ts";\n');
    expect(ruleLists([list])[0]?.[1]).toContain("  portEven,\n  portOdd,\n");
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it("asks for the room, and makes none up", () => {
  expect(() => newRule("horaedb/port-odd")).toThrow(
    /^say in which room of src\/products\/horaedb\/rules .*server/,
  );
  expect(() => newRule("horaedb/nothing/port-odd")).toThrow(
    /^there is no folder src\/products\/horaedb\/rules\/nothing/,
  );
});

it("starts with a rule that reports and whose tests fail until it is written", async () => {
  const { text } = newRule("port-odd");
  const folder = mkdtempSync(join(tmpdir(), "cfgc-rule-"));
  try {
    writeFileSync(
      join(folder, "port-odd.ts"),
      text.replaceAll('"./', `"${resolve("src/rules")}/`).replaceAll('"../', `"${resolve("src")}/`),
    );
    const { portOdd } = (await import(join(folder, "port-odd.ts"))) as { portOdd: Rule };
    expect(portOdd.name).toBe("port-odd");
    expect([portOdd.summary, portOdd.why, portOdd.fix]).toEqual(["", "", ""]);
    expect(portOdd.examples.valid).toEqual(portOdd.examples.invalid);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it.each(["x", "Port-Clash", "nothing/port-odd", "a/b/port-odd", "oms/a/b/port-odd", "../port-odd", ""])(
  "refuses the name %j",
  (name) => {
    expect(() => newRule(name)).toThrow(/^"|^there is no folder/);
  },
);
