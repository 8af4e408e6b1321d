/**
 * Google's list prices in USD an hour, without discounts.
 *
 * Sources: machines and accelerators from SkyPilot's catalog of Google's price list (skypilot-org/skypilot-catalog,
 * catalogs/v9/gcp/vms.csv at 2c3d7ea, read 2026-11-22), which prices a GPU apart from its host. A100 and H100 on demand
 * from its older v5 (at 0129130), since in v9 most of these are another offer's, below the spot price; they may have
 * risen. Only the H100 of europe-west3, which v5 lacks, is from v9. Spot prices change every month. What is not a machine:
 * Google's pricing pages of GKE and Cloud NAT (read 2026-11-22). What a gateway costs, its provider says.
 *
 * In none of these: disks, the Local SSD of A2 Ultra and A3, traffic, logs and metrics.
 */

/** Price on demand and as spot; `undefined` where it is not known. */
export type Price = readonly [onDemand: number | undefined, spot: number | undefined];

/** One kind of node by region: what its CPUs and memory cost, and what its accelerators cost. */
export interface MachineFamily {
  /** The machine types, with how many of `host` and how many accelerators each has. */
  readonly machines: Readonly<Record<string, readonly [hosts: number, chips: number]>>;
  readonly prices: Readonly<Record<string, { readonly host: Price; readonly chip: Price }>>;
}

const v6e: MachineFamily = {
  machines: { "ct6e-standard-1t": [0, 1], "ct6e-standard-4t": [0, 4], "ct6e-standard-8t": [0, 8] },
  prices: chipPrices({
    "asia-northeast1": [3.24, 1.45707],
    "europe-west4": [2.97, 1.782],
    "southamerica-west1": [2.7, undefined],
    "us-central1": [2.7, 0.59266],
    "us-east1": [2.7, 0.59266],
    "us-east5": [2.7, 1.27575],
  }),
};

/** The price of the chip is that of the whole machine. */
function chipPrices(chips: Readonly<Record<string, Price>>): MachineFamily["prices"] {
  return Object.fromEntries(
    Object.entries(chips).map(([region, chip]) => [region, { host: [0, 0] as const, chip }]),
  );
}

/** Host of n1-standard-8, and one T4. */
const t4: MachineFamily = {
  machines: { "n1-standard-8": [1, 1] },
  prices: {
    "asia-east1": { host: [0.44, 0.09062], chip: [0.35, 0.1664] },
    "asia-east2": { host: [0.53169, 0.12045], chip: [0.44, 0.1774] },
    "asia-northeast1": { host: [0.48751, 0.15425], chip: [0.37, 0.1507] },
    "asia-northeast3": { host: [0.48751, 0.17236], chip: [0.37, 0.1841] },
    "asia-south1": { host: [0.4564, 0.11563], chip: [0.41, 0.1436] },
    "asia-southeast1": { host: [0.46877, 0.0989], chip: [0.37, 0.0983] },
    "asia-southeast2": { host: [0.51096, 0.08043], chip: [0.4033, 0.1108] },
    "australia-southeast1": { host: [0.53918, 0.18343], chip: [0.44, 0.199] },
    "europe-central2": { host: [0.45981, 0.11502], chip: [0.41, 0.1894] },
    "europe-west1": { host: [0.41801, 0.15845], chip: [0.35, 0.1396] },
    "europe-west2": { host: [0.48958, 0.11602], chip: [0.399, 0.1164] },
    "europe-west3": { host: [0.48958, 0.16385], chip: [0.41, 0.1714] },
    "europe-west4": { host: [0.41834, 0.22104], chip: [0.3675, 0.1805] },
    "me-west1": { host: [0.418, 0.14992], chip: [0.385, 0.1022] },
    "northamerica-northeast1": { host: [0.41834, 0.20808], chip: [0.38539, 0.1232] },
    "southamerica-east1": { host: [0.60319, 0.1148], chip: [0.48, 0.2394] },
    "us-central1": { host: [0.38, 0.12765], chip: [0.35, 0.1915] },
    "us-east1": { host: [0.38, 0.12765], chip: [0.35, 0.1915] },
    "us-east4": { host: [0.42797, 0.09954], chip: [0.37, 0.1791] },
    "us-west1": { host: [0.38, 0.12765], chip: [0.35, 0.1915] },
    "us-west2": { host: [0.45643, 0.17587], chip: [0.42074, 0.148] },
    "us-west3": { host: [0.45643, 0.15266], chip: [0.42074, 0.1065] },
    "us-west4": { host: [0.42797, 0.1279], chip: [0.37, 0.1453] },
  },
};

/** Host of g2-standard-8, and one L4. */
const l4: MachineFamily = {
  machines: {
    "g2-standard-8": [1, 1],
    "g2-standard-24": [3, 2],
    "g2-standard-48": [6, 4],
    "g2-standard-96": [12, 8],
  },
  prices: {
    "asia-east1": { host: [0.33994, 0.15299], chip: [0.64847, 0.2919] },
    "asia-northeast1": { host: [0.37702, 0.2176], chip: [0.7192, 0.4152] },
    "asia-northeast3": { host: [0.37702, 0.10224], chip: [0.7192, 0.1951] },
    "asia-south1": { host: [0.30561, 0.13477], chip: [0.58298, 0.2571] },
    "asia-southeast1": { host: [0.36219, 0.21734], chip: [0.69092, 0.4146] },
    "europe-west1": { host: [0.32327, 0.14144], chip: [0.61666, 0.2698] },
    "europe-west2": { host: [0.33427, 0.19293], chip: [0.63765, 0.368] },
    "europe-west3": { host: [0.346, 0.19056], chip: [0.66085, 0.3636] },
    "europe-west4": { host: [0.30857, 0.16192], chip: [0.58804, 0.3089] },
    "europe-west6": { host: [0.38462, 0.21208], chip: [0.78344, 0.432] },
    "me-central2": { host: [0.46973, 0.22182], chip: [0.89606, 0.4232] },
    "northamerica-northeast1": { host: [0.32327, 0.16237], chip: [0.61666, 0.3097] },
    "northamerica-northeast2": { host: [0.32327, 0.16555], chip: [0.61666, 0.3158] },
    "us-central1": { host: [0.29358, 0.15003], chip: [0.56004, 0.2862] },
    "us-east1": { host: [0.29358, 0.15003], chip: [0.56004, 0.2862] },
    "us-east4": { host: [0.29262, 0.12899], chip: [0.55821, 0.2461] },
    "us-west1": { host: [0.29358, 0.15003], chip: [0.56004, 0.2862] },
    "us-west4": { host: [0.33066, 0.18293], chip: [0.63077, 0.3489] },
  },
};

/** Host of a2-highgpu-1g, and one A100 of 40 GB. */
const a100: MachineFamily = {
  machines: {
    "a2-highgpu-1g": [1, 1],
    "a2-highgpu-2g": [2, 2],
    "a2-highgpu-4g": [4, 4],
    "a2-highgpu-8g": [8, 8],
  },
  prices: {
    "asia-northeast1": { host: [0.94803, 0.54757], chip: [3.10156, 1.7915] },
    "asia-northeast3": { host: [0.94803, 0.47979], chip: [3.10156, 1.5696] },
    "asia-southeast1": { host: [0.9122, 0.52517], chip: [3.10156, 1.7855] },
    "europe-west4": { host: [0.81406, 0.36774], chip: [2.93391, 1.3251] },
    "me-west1": { host: [0.81342, 0.46949], chip: [3.2273, 1.8628] },
    "us-central1": { host: [0.73948, 0.38812], chip: [2.93391, 1.5399] },
    "us-east1": { host: [0.73948, 0.38812], chip: [2.93391, 1.5399] },
    "us-west1": { host: [0.73948, 0.38812], chip: [2.93391, 1.5399] },
    "us-west3": { host: [0.8882, 0.53286], chip: [3.43686, 2.0621] },
    "us-west4": { host: [0.8328, 0.38454], chip: [3.10156, 1.4323] },
  },
};

/** Host of a2-ultragpu-1g, and one A100 of 80 GB. */
const a100x80: MachineFamily = {
  machines: {
    "a2-ultragpu-1g": [1, 1],
    "a2-ultragpu-2g": [2, 2],
    "a2-ultragpu-4g": [4, 4],
    "a2-ultragpu-8g": [8, 8],
  },
  prices: {
    "asia-southeast1": { host: [1.35641, 0.78093], chip: [4.84607, 2.5409] },
    "europe-west4": { host: [1.2105, 0.54683], chip: [4.32521, 2.26] },
    "us-central1": { host: [1.09962, 0.57716], chip: [3.92808, 2.1604] },
    "us-east4": { host: [1.23833, 0.70912], chip: [4.4242, 1.5971] },
    "us-east5": { host: [1.09962, 0.41661], chip: [4.4242, 1.3852] },
  },
};

/** Host of a3-highgpu-1g, and one H100. */
const h100: MachineFamily = {
  machines: {
    "a3-highgpu-1g": [1, 1],
    "a3-highgpu-2g": [2, 2],
    "a3-highgpu-4g": [4, 4],
    "a3-highgpu-8g": [8, 8],
  },
  prices: {
    "asia-east1": { host: [1.36923, 0.58331], chip: [undefined, 4.832] },
    "asia-northeast1": { host: [1.51858, 0.32276], chip: [14.205, 3.0195] },
    "asia-south1": { host: [1.22981, 0.47993], chip: [10.18841, 3.9749] },
    "asia-south2": { host: [1.42031, 0.39465], chip: [undefined, 3.2708] },
    "asia-southeast1": { host: [1.45886, 0.62273], chip: [12.73552, 5.4364] },
    "australia-southeast1": { host: [1.47813, 0.37011], chip: [12.24569, 3.0665] },
    "europe-north1": { host: [1.30206, 0.13858], chip: [undefined, 1.1485] },
    "europe-west1": { host: [1.30206, 0.48365], chip: [10.78698, 4.0074] },
    "europe-west3": { host: [1.39536, 0.51886], chip: [11.55993, 4.2992] },
    "europe-west4": { host: [1.24163, 0.46233], chip: [12.73552, 4.7411] },
    "europe-west9": { host: [1.37171, 0.32599], chip: [undefined, 2.6994] },
    "us-central1": { host: [1.18251, 0.64454], chip: [9.79655, 5.3387] },
    "us-east4": { host: [1.18251, 0.4601], chip: [9.79655, 3.8099] },
    "us-east5": { host: [1.33186, 0.47273], chip: [11.03385, 3.9167] },
    "us-west1": { host: [1.18251, 0.64454], chip: [9.79655, 5.3387] },
    "us-west4": { host: [1.33186, 0.47299], chip: [11.03385, 3.9193] },
  },
};

/** Host of e2-standard-32, without accelerators: the system pool. */
const e2: MachineFamily = {
  machines: {
    "e2-standard-2": [1 / 16, 0],
    "e2-standard-4": [1 / 8, 0],
    "e2-standard-8": [1 / 4, 0],
    "e2-standard-16": [1 / 2, 0],
    "e2-standard-32": [1, 0],
  },
  prices: hostPrices({
    "asia-east1": [1.24147, 0.68282],
    "asia-east2": [1.50018, 0.29594],
    "asia-northeast1": [1.37545, 0.79456],
    "asia-northeast3": [1.37545, 0.51782],
    "asia-south1": [1.28775, 0.74362],
    "asia-south2": [1.28775, 0.58157],
    "asia-southeast1": [1.32266, 0.72698],
    "asia-southeast2": [1.4417, 0.28902],
    "australia-southeast1": [1.52131, 0.74624],
    "europe-central2": [1.29734, 0.39174],
    "europe-north1": [1.18044, 0.29888],
    "europe-west1": [1.17945, 0.54419],
    "europe-west2": [1.38137, 0.41722],
    "europe-west3": [1.38137, 0.63898],
    "europe-west4": [1.18035, 0.53728],
    "europe-west6": [1.40452, 0.50182],
    "europe-west9": [1.24371, 0.58496],
    "me-central2": [1.71549, 0.84941],
    "me-west1": [1.1794, 0.55494],
    "northamerica-northeast1": [1.18035, 0.33421],
    "northamerica-northeast2": [1.18035, 0.23782],
    "southamerica-east1": [1.70193, 0.29606],
    "southamerica-west1": [1.53322, 0.50534],
    "us-central1": [1.07218, 0.61882],
    "us-east1": [1.07218, 0.61882],
    "us-east4": [1.20753, 0.63059],
    "us-east5": [1.07218, 0.33818],
    "us-west1": [1.07218, 0.61882],
    "us-west2": [1.28784, 0.41824],
    "us-west3": [1.28784, 0.35686],
    "us-west4": [1.20753, 0.1529],
  }),
};

function hostPrices(hosts: Readonly<Record<string, Price>>): MachineFamily["prices"] {
  return Object.fromEntries(
    Object.entries(hosts).map(([region, host]) => [region, { host, chip: [0, 0] as const }]),
  );
}

export const machineFamilies: readonly MachineFamily[] = [v6e, t4, l4, a100, a100x80, h100, e2];

/** What a stack pays for besides nodes. */
export const listPrices = {
  /** Management of a cluster. A billing account's free tier covers one zonal cluster. */
  cluster: 0.1,
  /** Each node that uses the NAT gateway, the most of it, and its external address. */
  nat: { perNode: 0.0014, most: 0.044, address: 0.005 },
} as const;
