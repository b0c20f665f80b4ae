import 'ec2-profile-check/element';
