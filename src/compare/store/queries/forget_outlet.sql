DELETE FROM outlets WHERE outlet = $outlet;
