import type { OwnTexts } from '../own-field.ts';

/** All texts of our own about fields of the built-in kinds. */
export const ownTexts: OwnTexts = {};
