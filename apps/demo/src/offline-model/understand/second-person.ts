const PAIRS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:he|she|they)(?:'s|’s| is| are|'re|’re)\b/gi, 'you are'],
  [/\b(?:he|she|they)(?: has| have|'ve)\b/gi, 'you have'],
  [/\b(?:he|she|they)(?: was| were)\b/gi, 'you were'],
  [/\b(?:he|she) (does|owes|needs|gets|wants|pays)\b/gi, 'you $1'],
  [/\b(?:he|she|they)\b/gi, 'you'],
  [/\b(?:his|their)\b/gi, 'your'],
  [/\bher (?=\p{L})/giu, 'your '],
  [/\b(?:him|her|them)\b/gi, 'you'],
];
const VERBS = /\byou (does|owes|needs|gets|wants|pays)\b/g;

/** What is told about someone, as it is told to them: `his parcel is late` is `your parcel is late`. */
export function toSecondPerson(text: string): string {
  const turned = PAIRS.reduce((said, [words, instead]) => said.replace(words, instead), text);
  return turned.replace(VERBS, (_, verb: string) => `you ${verb === 'does' ? 'do' : verb.replace(/s$/, '')}`);
}
