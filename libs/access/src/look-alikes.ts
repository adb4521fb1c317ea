/**
 * Small letters that a reader takes for a Latin one: those of Unicode's list of confusable characters (UTS 39, version 15.1) that
 * are one letter once case, accents and compatibility forms are gone, and small capitals and letters with strokes.
 */
const ALIKE: Readonly<Record<string, string>> = {
  a: 'ɑαаᗅᴀꓮꭺ𐊠𖽀',
  b: 'ƀƅʙβвьᏼᑲᖯᗷꓐꞵꮟ𐊂𐊡𐌁',
  c: 'ςσсᴄⲥꓚꮯ𐊢𐌂𐐽𐔜',
  d: 'đԁᑯᗞᗪᴅꓒꓓꭰꮷ',
  e: 'εеҽᥱᴇⴹꓰꬲꭼ𐊆𑣆𑣎',
  f: 'ϝքᖴẝꓝꜰꞙꬵ𐊇𐊥𐔥𑣂',
  g: 'ƍǥɡɢԍցᏻᶃꓖꮐ',
  h: 'ħʜηнһհᕼⲏꓧꮋꮒ𐋏',
  i: 'ɨɩɪιіⲓꙇꭵ𑣃',
  j: 'ʝϳјᒍᴊꓙꭻ',
  k: 'κкᛕᴋⲕꓗꮶ𐔘',
  l: 'łǀʟӏᒪᛁⳑⵏꓡꓲꮮ𐊊𐌉𐑃𐔦𑣒𖼖𖼨',
  m: 'μϻмᗰᛖᴍⲙꓟꮇ𐊰𐌑',
  n: 'ɴոռᥒⲛꓠ𐔓',
  o: 'øοоօଠഠဝჿዐᴏᴑⲟⵔꓳꬽ𐊒𐊫𐐬𐓪𐔖𑣈𑣕𑣗',
  p: 'ρрᑭᴘⲣꓑꮲ𐊕',
  q: 'ԛգզⵕ',
  r: 'ʀгᖇᴦⲅꓣꭇꭈꭱꮁꮢ𐓜𖼵',
  s: 'ƽѕտꓢꜱꮥꮪ𐊖𐑈𑣁𖼺',
  t: 'ŧτтᴛⲧꓔꭲ𐊗𐊱𐌕𖼊',
  u: 'ʋυսሀᑌᥙᴜꓴꞟꭎꭒ𐓶𑣘𖽂',
  v: 'νѵᐯᴠⴸꓦꛟꮩ𐔝𑜆𑣀𖼈',
  w: 'ɯѡԝաᴡꓪꮃꮤ𑜊𑜎𑜏',
  x: 'χхᕁᕽᚷⲭⵝꓫꭓ𐊐𐊴𐌗𐔧',
  y: 'ɣʏγуүყᶌỿⲩꓬꭚꭹꮍ𐊲𑣜𖽃',
  z: 'ƶζᴢꓜꮓ𑣄𑣉',
};

/** From each of these letters to the Latin one. */
export const LOOKS_LIKE: ReadonlyMap<string, string> = new Map(
  Object.entries(ALIKE).flatMap(([latin, letters]) => [...letters].map((letter) => [letter, latin] as const)),
);
