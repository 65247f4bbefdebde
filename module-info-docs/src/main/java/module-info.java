/** Holds no code: the pages of the documentation live here, with the test that keeps them true. */
module apex.docs {}
