package osys

// System call numbers that package syscall, frozen, does not have.
const (
	sysGetcpu      = 309
	sysMemfdCreate = 319
)
