/** The version that this connector says over the link. Kept equal to package.json by a test. */
export const CONNECTOR_VERSION = '0.1.0';
