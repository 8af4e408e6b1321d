import { kedaScaler } from "./keda/keda-scaler";
import type { Scaler } from "./scaler";

/** The scaler of every stack. */
export const scaler: Scaler = kedaScaler;
