"""How far the preferences of trade agreements are used: figures of sources, rates computed."""
