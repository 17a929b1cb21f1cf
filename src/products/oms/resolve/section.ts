/** What the `oms` section says for all regions. */

import type { Location } from "../../../diagnostics/location.ts";
import { type Sayable, say } from "../../../diagnostics/message.ts";
import type { Host } from "../../../model/model.ts";
import { releaseBefore, releaseOfSection } from "../../../model/release-written.ts";
import { unlessKnown } from "../../../model/treated-release.ts";
import { field, readOr, textOf, type View } from "../../../schema/documents/view.ts";
import type { OmsSection } from "../../../schema/generated/types/oms-section.ts";
import { derived, placeOf, type Traced } from "../../../schema/value.ts";
import { releasesOf } from "../../known-releases.ts";
import type { ResolveContext } from "../../product.ts";
import type { Mounts, OmsPlan } from "../deployment.ts";
import { documentedImage } from "../image.ts";
import { omsProgram } from "../programs.ts";

export interface OmsSpec {
  readonly view: View<OmsSection>;
  readonly context: ResolveContext;
  readonly at: Location;
  readonly plan: OmsPlan;
}

/** Undefined if the release could not be read: what each key means and what its default is depends on it. */
export function readSection(view: View<OmsSection>, context: ResolveContext): OmsSpec | undefined {
  const at = view.keyAt ?? view.at;
  const known = releasesOf(omsProgram);
  const release = releaseOfSection(view, say`oms`, known, context.bag);
  if (release === undefined) return undefined;
  const { version } = release;
  const from = textOf(field(view, "upgrading_from"));
  const before = releaseBefore(from, say`oms`, release, known, context.bag)?.release;
  const https = field(view, "https");
  const certificate = textOf(field(https, "certificate"))?.value;
  const key = textOf(field(https, "key"))?.value;
  return {
    view,
    context,
    at,
    plan: {
      version,
      release: unlessKnown(release),
      upgradingFrom: from && before !== undefined ? { value: before, origin: from.origin } : undefined,
      image: textOf(field(view, "image"))?.value ?? documentedImage(release.release),
      containerName: textOf(field(view, "container_name"))?.value ?? "oms",
      mounts: mountsIn(view, at),
      https:
        https && certificate !== undefined && key !== undefined
          ? { value: { certificate, key }, origin: { kind: "source", at: https.keyAt ?? https.at } }
          : undefined,
    },
  };
}

/** Not called after the host, as the directories of other programs are: obd takes over equal mounts only. */
function mountsIn(view: View<OmsSection>, at: Location): Mounts {
  const mounts = field(view, "mounts");
  const mount = (name: "logs" | "store" | "run") =>
    readOr(
      field(mounts, name),
      textOf,
      derived(say`/var/lib/oms/${name}`, `the default of mounts.${name}`, [at]),
    );
  return { logs: mount("logs"), store: mount("store"), run: mount("run") };
}

/** The address of a host of this site where `text` is its name; undefined if that host's address is not known. */
export function addressFor(
  text: Traced<Sayable>,
  hosts: ReadonlyMap<string, Host>,
): Traced<Sayable> | undefined {
  const host = hosts.get(text.value);
  if (host === undefined) return text;
  const { address } = host;
  return (
    address && derived(address.value, "the host's address", [placeOf(text.origin), placeOf(address.origin)])
  );
}
