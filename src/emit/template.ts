/** Renders precompiled Handlebars templates; the only file that knows the library. */
import HandlebarsModule from "handlebars/runtime.js";

const Handlebars = HandlebarsModule as unknown as {
  template(code: unknown): (values: Readonly<Record<string, unknown>>) => string;
};

/** Throws if the template asks for a value that `values` does not have: that is a mistake in cfgc. */
export function renderTemplate(template: unknown, values: Readonly<Record<string, unknown>>): string {
  let render = rendered.get(template as object);
  if (render === undefined) {
    render = Handlebars.template(template);
    rendered.set(template as object, render);
  }
  return render(values);
}

const rendered = new WeakMap<object, (values: Readonly<Record<string, unknown>>) => string>();
