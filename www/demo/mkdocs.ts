import { enhance } from 'ec2-profile-check/element';

enhance(document, { playground: new URL('../index.html', location.href).href });
