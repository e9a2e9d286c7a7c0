package osys

// System call numbers that package syscall, frozen, does not have.
const (
	sysGetcpu      = 168
	sysMemfdCreate = 279
)
