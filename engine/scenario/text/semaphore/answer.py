answer = {"never_too_many": most <= PLACES, "visitors": WORKERS} if isinstance(globals().get("most"), int) else {}
