// Mail messages with their attachments and the notices about them, written and read; knows neither medicine nor transport.
