package model

// This file holds the model nursery: structured concurrency as in trio and
// AnyIO. Every worker has a nursery, in which it starts others; it ends after
// them, and an error of one cancels the others.

import "corelanes/engine/loop"

func nursery() Info {
	return onLoop("nursery", "real: task groups and cancel scopes of the engine's own on its event loop, in the style of trio and AnyIO", loop.Options{Nursery: true})
}
