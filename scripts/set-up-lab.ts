import { labPlaces } from '../lab/places.ts';
import { setUp } from '../lab/setup.ts';

/** Makes everything that lab hosts are made of, and says what and how long; ends with a message where it can't be. */
export async function setUpLab(): Promise<void> {
  try {
    await setUp(labPlaces(), ['go1.20.14'], ({ state, detail, took }) => {
      if (state === 'start') console.log(`· ${detail} …`);
      else console.log(`${state === 'done' ? '✓' : '✗'} ${detail} ${((took ?? 0) / 1000).toFixed(1)} s`);
    });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(8);
  }
}
