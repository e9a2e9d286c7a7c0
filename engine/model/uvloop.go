package model

// This file holds the model uvloop: asyncio on the cheapest loop that the engine
// can make. The difference is what is measured, nothing is set.

import "corelanes/engine/loop"

func uvloop() Info {
	return onLoop("uvloop", "real: the cheapest event loop the engine can make, in the place of uvloop; the difference to asyncio is measured, not set", loop.Options{Lean: true})
}
