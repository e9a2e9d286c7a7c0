//go:build !linux

package model_test

// killedPrimitives are none: processes share primitives only on Linux.
var killedPrimitives map[string]primCase
