SELECT outlet, country FROM outlets ORDER BY outlet
