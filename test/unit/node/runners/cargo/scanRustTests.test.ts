import assert from 'node:assert/strict';
import { scanRustTests } from '../../../../../src/node/runners/cargo/scanRustTests';

describe('the tests in the text of a Rust file', () => {
  it('are named with their modules, from their first line to their last', () => {
    const found = scanRustTests(
      'src/cart.rs',
      `pub fn test() {}

mod tests {
    mod deeper {
        #[tokio::test(flavor = "multi_thread")]
        #[ignore]
        /// Says why.
        async fn waits() {
            loop {}
        }
    }

    #[test] fn short() {}

    // #[test]
    fn helper() {}

    #[rstest]
    #[case(1)]
    pub(crate) fn cases(#[case] n: u8) -> Result<(), String> {
        Ok(())
    }
}

#[test]
fn outside() {}
`,
    );
    assert.deepEqual(
      found.map(({ id, line, endLine }) => `${id} ${line}-${endLine}`),
      [
        'src/cart.rs::tests::deeper::waits 8-10',
        'src/cart.rs::tests::short 13-13',
        'src/cart.rs::tests::cases 20-22',
        'src/cart.rs::outside 26-26',
      ],
    );
  });
});
