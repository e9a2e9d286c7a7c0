//go:build (!cgo && !(lean && linux && amd64)) || (!linux && !darwin)

package forker

// Own is how this process came to be: by exec, and no more is known.
func Own() Birth { return Birth{} }
