/** The model into files: config.yaml, the same on every host of a region, and the script that starts the container. */

import { template as runTemplate } from "../../../emit/generated/templates/oms/docker-run.sh.ts";
import type { Document, OutputFile, OutputPlace } from "../../../emit/output-file.ts";
import { writeYaml11 } from "../../../emit/yaml-1-1.ts";
import { type Instance, kindOf, type Model, programOf, type Site } from "../../../model/model.ts";
import { placeholderMark } from "../../../schema/value.ts";
import { compareVersions } from "../../../schema/versions.ts";
import {
  deploymentsOf,
  type OmsDeployment,
  type OmsPlan,
  type OmsRegion,
  titleOfRegion,
} from "../deployment.ts";
import { omsProgram } from "../programs.ts";

export function lowerOms(model: Model, site: Site): readonly OutputFile[] {
  return deploymentsOf(model)
    .filter((deployment) => deployment.site === site)
    .flatMap((deployment) =>
      deployment.regions.flatMap((region) => {
        const document = configDocument(region, deployment);
        return region.instances.flatMap((instance) => filesOf(instance, document, deployment));
      }),
    );
}

/** Shared by all hosts of the region, so that their files are equal to the byte. */
function configDocument(region: OmsRegion, { site }: OmsDeployment): Document {
  const { catalogue, version, explicit } = region.settings;
  const instance = {
    program: omsProgram.kind,
    catalogue,
    version,
    release: region.release,
    buildFeatures: [],
  };
  const entries = catalogue.keys.flatMap(({ key }) => {
    const setting = explicit.get(key);
    return setting === undefined ? [] : [{ path: [key], ...setting }];
  });
  return {
    comment: [
      `cfgc: ${kindOf(instance)}`,
      `${programOf(instance)}, ${titleOfRegion(region)} of site ${site?.name}; the same file on each of its hosts.`,
      "Written by cfgc: edit cluster.yaml and build again, this file will be replaced.",
    ],
    entries,
  };
}

function filesOf(instance: Instance, document: Document, { plan, product }: OmsDeployment): OutputFile[] {
  const host = instance.hostName?.value;
  const place = (file: string): OutputPlace => ({
    path: `hosts/${host}/oms/${file}`,
    product,
    instance: instance.name.value,
    program: instance.program,
    ...(host === undefined ? {} : { host }),
  });
  if (plan === undefined) return [];
  return [
    {
      kind: "document",
      place: place("config.yaml"),
      mode: 0o644,
      write: writeYaml11,
      document: () => document,
    },
    {
      kind: "text",
      place: place("docker-run.sh"),
      mode: 0o755,
      text: () => runScript(instance, plan),
      origin: { kind: "derived", how: "a template for every instance", from: [instance.at] },
    },
  ];
}

function runScript(instance: Instance, plan: OmsPlan): string {
  const { mounts, https, image, containerName } = plan;
  const bind = (path: string | undefined, inside: string) => `${path}:${inside}`;
  return runTemplate({
    host: instance.hostName?.value ?? "",
    placeholderMark,
    mounts: [
      bind(mounts.logs?.value, "/home/admin/logs"),
      bind(mounts.store?.value, "/home/ds/store"),
      bind(mounts.run?.value, "/home/ds/run"),
      ...(https
        ? [
            bind(https.value.certificate, "/etc/pki/nginx/oms_server.crt"),
            bind(https.value.key, "/etc/pki/nginx/oms_server.key"),
          ]
        : []),
    ],
    certificates: https ? [https.value.certificate, https.value.key] : [],
    address: `OMS_HOST_IP=${instance.host?.address?.value}`,
    isUpgrade: isUpgrade(plan),
    containerName: containerName,
    image: image,
  });
}

/** The variable came with 3.3.1 (oceanbase/oms-doc@V4.2.2:zh-CN/1300.upgrade-guide/300.multi-node-upgrade.md). */
function isUpgrade({ upgradingFrom, version }: OmsPlan): boolean {
  return upgradingFrom !== undefined && compareVersions(version, "3.3.1") >= 0;
}
