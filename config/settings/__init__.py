"""base: everything, and enough to run the embedded mode. test and production only pin and assert."""
