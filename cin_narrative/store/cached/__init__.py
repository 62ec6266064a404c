"""What has been read of a store and is kept: observations, and bare numbers for tests."""
