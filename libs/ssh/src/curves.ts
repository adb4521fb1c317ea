/** The NIST curves of SSH (RFC 5656), by the name that SSH gives them. */
export const CURVES = {
  nistp256: { jwk: 'P-256', coordinateBytes: 32, hash: 'sha256' },
  nistp384: { jwk: 'P-384', coordinateBytes: 48, hash: 'sha384' },
  nistp521: { jwk: 'P-521', coordinateBytes: 66, hash: 'sha512' },
} as const;

export type CurveName = keyof typeof CURVES;

export const isCurve = (name: string): name is CurveName => Object.hasOwn(CURVES, name);
