import { Places } from './places.js';

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
};

test('no more places are taken than there are; who waits comes in turn, urgent work in front', async () => {
  const places = new Places(2, () => false);
  const order: string[] = [];
  const take = (name: string, isUrgent = false) => void places.take(isUrgent).then(() => order.push(name));
  take('first');
  take('second');
  take('look');
  take('end', true);
  await settled();
  expect(order).toEqual(['first', 'second']);
  expect(places.isWanted).toBe(true);
  places.giveBack();
  await settled();
  expect(order).toEqual(['first', 'second', 'end']);
  places.giveBack();
  await settled();
  expect(order).toEqual(['first', 'second', 'end', 'look']);
  expect(places.isWanted).toBe(false);
});

test('a place that was given back is free again', async () => {
  const places = new Places(1, () => false);
  await places.take(false);
  places.giveBack();
  await places.take(false);
});

test('who finds no place asks for room to be made', async () => {
  let asked = 0;
  const places: Places = new Places(1, () => {
    asked += 1;
    places.giveBack();
    return true;
  });
  await places.take(false);
  await places.take(false);
  expect(asked).toBe(1);
});
