//go:build !unix

package loop_test

import "corelanes/engine/loop"

// networks are the networks that a loop can have here.
func networks() map[string]loop.Options {
	return map[string]loop.Options{"netpoll": {}, "lean": {Lean: true}}
}
