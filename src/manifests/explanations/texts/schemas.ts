import * as l10n from '@vscode/l10n';
import type { OwnTexts } from '../own-field.ts';

/** JSON schemas of custom kinds: the client library says nothing about these fields. */
export const schemaTexts: OwnTexts = {
  'ExternalDocumentation.description': () => l10n.t('What the page is about.'),
  'ExternalDocumentation.url': () => l10n.t('The address of the page.'),
  'GroupResource.group': () => l10n.t('The family that the kind of object belongs to.'),
  'GroupResource.resource': () => l10n.t('The kind of object, as a lower-case plural.'),
  'JSONSchemaProps.$ref': () =>
    l10n.t('Refers to another schema. It is not allowed in definitions of custom kinds.'),
  'JSONSchemaProps.$schema': () => l10n.t('Which version of JSON Schema is used.'),
  'JSONSchemaProps.dependencies': () =>
    l10n.t(
      'What must be there, too, when a field is there. It is not allowed in definitions of custom kinds.',
    ),
  'JSONSchemaProps.description': () => l10n.t('What the field means, for people.'),
  'JSONSchemaProps.enum': () => l10n.t('The values that are allowed.'),
  'JSONSchemaProps.exclusiveMaximum': () =>
    l10n.t('With true, the value must be smaller than "maximum", not equal to it.'),
  'JSONSchemaProps.exclusiveMinimum': () =>
    l10n.t('With true, the value must be larger than "minimum", not equal to it.'),
  'JSONSchemaProps.id': () =>
    l10n.t('An address that names the schema. It is not allowed in definitions of custom kinds.'),
  'JSONSchemaProps.maxItems': () => l10n.t('The most entries that the list may have.'),
  'JSONSchemaProps.maxLength': () => l10n.t('The most characters that the text may have.'),
  'JSONSchemaProps.maxProperties': () => l10n.t('The most fields that the object may have.'),
  'JSONSchemaProps.maximum': () => l10n.t('The largest number that is allowed.'),
  'JSONSchemaProps.minItems': () => l10n.t('The fewest entries that the list must have.'),
  'JSONSchemaProps.minLength': () => l10n.t('The fewest characters that the text must have.'),
  'JSONSchemaProps.minProperties': () => l10n.t('The fewest fields that the object must have.'),
  'JSONSchemaProps.minimum': () => l10n.t('The smallest number that is allowed.'),
  'JSONSchemaProps.multipleOf': () => l10n.t('The number must be a multiple of this.'),
  'JSONSchemaProps.nullable': () => l10n.t('With true, the value may also be null.'),
  'JSONSchemaProps.pattern': () => l10n.t('The regular expression that the text must fit.'),
  'JSONSchemaProps.required': () => l10n.t('The fields that must be there.'),
  'JSONSchemaProps.title': () => l10n.t('A short name of the field, for people.'),
  'JSONSchemaProps.type': () =>
    l10n.t('What the value is: object, array, string, integer, number or boolean.'),
  'JSONSchemaProps.uniqueItems': () => l10n.t('With true, no two entries of the list may be equal.'),
};
