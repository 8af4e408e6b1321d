/** Value schemas that several keys share. */
import { z } from "zod";

const dnsPattern = /^[a-z](?:[a-z0-9-]*[a-z0-9])?$/;
const dnsRule = { error: "must be lower-case letters, digits and '-', starting with a letter" };

/** A name of a Kubernetes object that may also be a label value and the host part of a DNS name. */
export function dnsLabel(maxLength: number): z.ZodString {
  return z.string().max(maxLength).regex(dnsPattern, dnsRule);
}

/** A name on Google Cloud. Source: Compute Engine, "Naming resources". */
export function cloudName(maxLength: number): z.ZodString {
  return z.string().max(maxLength).regex(dnsPattern, dnsRule);
}

/** A name that clients send: what Hugging Face allows, and what survives a header and a YAML list unchanged. */
export const modelName = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?(?:\/[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)?$/, {
    error: "must be `Name` or `Org/Name` of letters, digits, '.', '_' and '-'",
  });

/** A block of IPv4 addresses in CIDR notation. */
export const ipRange = z.string().regex(z.regexes.cidrv4, { error: "must be a range of IPv4 addresses" });

/** Seconds up to a day, which is longer than any load balancer keeps a request. */
export const seconds = z.number().int().min(1).max(86_400);

/** A whole number between two limits. */
export function wholeNumber(least: number, most: number): z.ZodNumber {
  return z.number().int().min(least).max(most);
}

/** A non-empty string. */
export const text = z.string().min(1);

/** Source: Kubernetes, "Labels and Selectors", syntax and character set. */
const labelName =
  /^(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?\/)?[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;
const labelValue = /^(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?$/;

/** Labels of a Kubernetes object. */
export const labels = z.record(
  z.string().regex(labelName, { error: "must be the name of a label" }),
  z.string().regex(labelValue, { error: "must be the value of a label" }),
);
