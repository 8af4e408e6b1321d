/** The shortest proof that all of it works: one start. `npm test` leaves it out, as `laptop-cluster` begins with the same. */
import { expectAllServed } from "./support/first-start";
import { Laptop } from "./support/laptop";

/** Building the tools from source on a machine where nothing is cached takes most of this. */
jest.setTimeout(50 * 60_000);

const laptop = Laptop.create();

afterAll(async () => {
  await laptop.remove();
});

test("a start serves 420 of 420 requests, each by its own model, and no unknown one", async () => {
  expectAllServed(await laptop.start());
});
