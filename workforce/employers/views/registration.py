"""An enterprise opens its own account; anybody may."""
